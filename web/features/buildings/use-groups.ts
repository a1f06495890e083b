/** The uses of buildings, as sources name them, in the few groups that a map can colour. */
export const USES_OF_GROUP = {
  residential: ['residential', 'apartments', 'house', 'detached', 'terrace', 'dormitory', 'farm'],
  commercial: ['commercial', 'retail', 'office', 'hotel', 'market'],
  industrial: ['industrial', 'warehouse', 'harbour'],
  public: [
    'public',
    'school',
    'hospital',
    'civic',
    'government',
    'kindergarten',
    'university',
    'church',
    'temple',
  ],
} as const

export const USE_GROUPS = ['residential', 'commercial', 'industrial', 'public', 'other'] as const
