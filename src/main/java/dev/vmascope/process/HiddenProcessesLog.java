package dev.vmascope.process;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.sampling.Sample;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The log line about processes that the service cannot see, after the first sample.
@Component
class HiddenProcessesLog {
  private static final Logger LOG = LoggerFactory.getLogger(HiddenProcessesLog.class);

  private final ProcFs procFs;
  private final AtomicBoolean judged = new AtomicBoolean();

  HiddenProcessesLog(ProcFs procFs) {
    this.procFs = procFs;
  }

  @EventListener
  void judge(Sample sample) {
    if (!judged.getAndSet(true)) {
      SampledRemedies.hidden(sample, procFs.isLive())
          .ifPresent(hidden ->
              LOG.warn(
                  "{} processes are visible, not those of the whole machine: {}",
                  sample.processes().size(),
                  hidden.remedy()));
    }
  }
}
