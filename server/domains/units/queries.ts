import { type Database, rows } from '../../platform/database.ts'
import { INSIDE_JURISDICTION, jurisdictionBindings } from '../../platform/jurisdiction.ts'
import type { Net, NetFinding, NetFindingQuery, NetListQuery } from './schemas.ts'

/** Ids of the communities inside a jurisdiction, of those given or of all. */
export async function communitiesInside(
  db: Database,
  areaIds: readonly string[] | null,
  communityIds: readonly string[] | undefined,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    /* sql */ `
    select id from areas
    where level = 'community' and ${INSIDE_JURISDICTION('id')}
      and (cast(:communities as jsonb) is null
        or id in (select value::uuid from jsonb_array_elements_text(cast(:communities as jsonb))))`,
    {
      ...jurisdictionBindings(areaIds),
      communities: communityIds ? JSON.stringify(communityIds) : null,
    },
  )
  return found.map(({ id }) => id)
}

/** One row a current net with its sums, by id; `limit + 1` rows at most, so that the caller sees whether there are more. */
export const listNets = (
  db: Database,
  areaIds: readonly string[] | null,
  query: NetListQuery & { limit: number },
): Promise<Net[]> =>
  rows<Net>(
    db,
    /* sql */ `
    select n.id, n.community_id as community, n.revision, sums.*,
      (select count(*)::integer from net_findings f where f.county_id = n.county_id and f.net_id = n.id) as "findingCount",
      to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"
    from nets n
    cross join lateral (
      select count(*)::integer as "unitCount", coalesce(sum(u.households), 0)::integer as households,
        coalesce(sum(u.population), 0)::integer as population,
        coalesce(sum(u.building_count), 0)::integer as "buildingCount"
      from units u where u.county_id = n.county_id and u.net_id = n.id
    ) as sums
    where n.superseded_at is null and ${INSIDE_JURISDICTION('n.community_id')}
      and (cast(:community as uuid) is null or n.community_id = :community)
      and (cast(:after as uuid) is null or n.id > :after)
    order by n.id limit :limit`,
    {
      ...jurisdictionBindings(areaIds),
      community: query.community ?? null,
      after: query.cursor ?? null,
      limit: query.limit + 1,
    },
  )

/** One row a finding of the current net of a community, in their order. */
export const listFindings = (
  db: Database,
  areaIds: readonly string[] | null,
  query: NetFindingQuery & { limit: number },
): Promise<NetFinding[]> =>
  rows<NetFinding>(
    db,
    /* sql */ `
    select f.net_id as net, n.community_id as community, f.ordinal, f.rule, f.severity, f.subject, f.message, f.remedy,
      f.size, ST_AsGeoJSON(f.place, 7)::jsonb as place
    from nets n join net_findings f on f.county_id = n.county_id and f.net_id = n.id
    where n.superseded_at is null and n.community_id = :community and ${INSIDE_JURISDICTION('n.community_id')}
      and (cast(:after as integer) is null or f.ordinal > :after)
    order by f.ordinal limit :limit`,
    {
      ...jurisdictionBindings(areaIds),
      community: query.community,
      after: query.after ?? null,
      limit: query.limit + 1,
    },
  )
