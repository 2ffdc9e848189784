/** The features of the service, with what is missing for those that are off. */
import { Table } from '../ui/Table';
import { featuresSentence, offFirst, type System } from './system';

export function Features({ system }: { readonly system: System }) {
  const { features = [], capabilities = [], firstUserNamespace } = system;
  return (
    <>
      <h2>What the service can see</h2>
      <p>{featuresSentence(features)}</p>
      <Table
        label="Features"
        rows={offFirst(features)}
        rowKey={({ feature = '' }) => feature}
        columns={[
          { heading: 'Feature', cell: ({ feature }) => feature },
          {
            heading: 'State',
            cell: ({ available }) =>
              available === true ? (
                <span class="verdict steady">on</span>
              ) : (
                <strong class="verdict leaking">off</strong>
              ),
          },
          { heading: 'For', cell: ({ purpose }) => purpose },
          { heading: 'Needs', cell: ({ needs }) => needs },
        ]}
      />
      <details>
        <summary>
          {capabilities.length} capabilities
          {firstUserNamespace === false ? ', which count in a user namespace alone' : ''}
        </summary>
        <p>{capabilities.join(', ') || 'The service has none: it sees processes of its own user.'}</p>
      </details>
    </>
  );
}
