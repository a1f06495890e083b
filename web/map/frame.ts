/** The part of the map that the panels leave free: beside them on wide screens, between them on phones. */
const NARROW_PIXELS = 720

export const isNarrow = (container: HTMLElement) => container.clientWidth < NARROW_PIXELS

/** Pixels to keep clear on each side. */
export const framePadding = (container: HTMLElement) =>
  isNarrow(container)
    ? { top: 120, bottom: 90, left: 24, right: 24 }
    : { top: 40, bottom: 40, left: 396, right: 60 }
