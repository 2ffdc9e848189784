/** The growth of a process: the verdict, the limits ahead, and the samples over time. */

import { useRef, useState } from 'preact/hooks';
import { useAnswer } from '../api/answer.browser';
import { client, curl, outcome } from '../api/client.browser';
import { PricedRead } from '../process/PricedRead';
import type { ProcessScreenProperties } from '../process/ProcessFrame';
import { pinned } from '../process/place';
import { adjust, withParameters } from '../route/current.browser';
import { Answered } from '../ui/Answered';
import { CopyButton } from '../ui/CopyButton';
import { Remedies } from '../ui/Remedies';
import { GrownMappings } from './GrownMappings';
import { Headrooms } from './Headrooms';
import { Samples } from './Samples';
import { VerdictNote } from './VerdictNote';
import { WindowPicker } from './WindowPicker';

/** The pause between answers, in seconds: that of the usual tick of the service. */
const EVERY_SECONDS = 10;

export function GrowthScreen({ route, pid, startTicks }: ProcessScreenProperties) {
  const { window = '' } = route.parameters;
  const walk = useRef(false);
  const [looks, setLooks] = useState(0);
  const shown = useAnswer(
    `growth ${pid}@${startTicks} ${window} ${looks}`,
    signal => {
      const query = {
        walk: walk.current,
        ...(window === '' ? {} : { window }),
        ...pinned(startTicks),
      };
      // Only the answer that somebody asked for with a click walks page tables, not those that follow it.
      walk.current = false;
      return outcome(client.GET('/api/processes/{pid}/growth', { params: { path: { pid }, query }, signal }));
    },
    EVERY_SECONDS,
    `growth ${pid}@${startTicks}`,
  );
  return (
    <>
      <WindowPicker
        wanted={window}
        answered={shown.answer?.window}
        onPick={picked => adjust(withParameters(route, { window: picked, since: '', at: '' }))}
      />
      <Answered shown={shown}>
        {growth => (
          <>
            <VerdictNote growth={growth}>
              <PricedRead
                pid={pid}
                startTicks={startTicks}
                detail="smaps"
                words="Find the category to blame"
                reading={shown.waiting}
                onRead={() => {
                  walk.current = true;
                  setLooks(looks + 1);
                }}
              />
            </VerdictNote>
            <Headrooms growth={growth} />
            <Samples growth={growth} route={route} />
            <GrownMappings growth={growth} route={route} />
            <Remedies unavailable={growth.unavailable} />
            <p class="controls">
              <CopyButton
                label="Copy as curl"
                text={() =>
                  curl(`/api/processes/${pid}/growth`, {
                    walk: 'false',
                    ...pinned(startTicks),
                    ...(window === '' ? {} : { window }),
                  })
                }
              />
            </p>
          </>
        )}
      </Answered>
    </>
  );
}
