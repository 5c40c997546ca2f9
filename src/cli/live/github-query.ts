/** Pull requests with what an import reads of them; nested lists give their first hundred, and say so if there are more. */
const PULLS = `
query Changes($owner: String!, $name: String!, $size: Int!, $after: String, $order: IssueOrder!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequests(first: $size, after: $after, orderBy: $order) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        number title state isDraft url createdAt updatedAt closedAt mergedAt additions deletions changedFiles
        author { __typename login }
        labels(first: 20) { nodes { name } }
        files(first: 100) { totalCount pageInfo { hasNextPage } nodes { path additions deletions } }
        reviews(first: 100) {
          totalCount pageInfo { hasNextPage } nodes { state submittedAt author { __typename login } }
        }
        comments(first: 50) {
          totalCount pageInfo { hasNextPage }
          nodes { createdAt authorAssociation body author { __typename login } }
        }
        commits(first: 100) { totalCount pageInfo { hasNextPage } nodes { commit { committedDate } } }
        timelineItems(
          first: 100
          itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, HEAD_REF_FORCE_PUSHED_EVENT]
        ) {
          totalCount pageInfo { hasNextPage }
          nodes {
            __typename
            ... on ReadyForReviewEvent { createdAt }
            ... on ConvertToDraftEvent { createdAt }
            ... on HeadRefForcePushedEvent { createdAt }
          }
        }
      }
    }
  }
}`;

export type Order = 'created' | 'updated';

/** The body of a request for a page: in order of creation, which does not move, or what was touched last first. */
export function pullsQuery(repo: string, order: Order, size: number, after: string | undefined): object {
  const [owner, name] = repo.split('/');
  const orderBy =
    order === 'created'
      ? { field: 'CREATED_AT', direction: 'ASC' }
      : { field: 'UPDATED_AT', direction: 'DESC' };
  return { query: PULLS, variables: { owner, name, size, after: after ?? null, order: orderBy } };
}
