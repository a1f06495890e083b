/**
 * SQL that is true for rows whose area is one of the binding `:jurisdiction` or lies below one.
 * A null jurisdiction sees everything; an empty one, nothing.
 * @param column a column that holds an area's id: a constant, never from a request
 */
export const INSIDE_JURISDICTION = (column: string) => /* sql */ `
  (cast(:jurisdiction as jsonb) is null or ${column} in (
    with recursive inside as (
      select id from areas
      where id in (select value::uuid from jsonb_array_elements_text(cast(:jurisdiction as jsonb)))
      union
      select child.id from areas as child join inside on child.parent_id = inside.id)
    select id from inside))`

/** The binding that INSIDE_JURISDICTION reads. */
export const jurisdictionBindings = <Ids extends readonly string[] | null>(areaIds: Ids) =>
  ({ jurisdiction: areaIds === null ? null : JSON.stringify(areaIds) }) as {
    jurisdiction: Ids extends null ? string | null : string
  }
