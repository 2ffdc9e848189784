package dev.vmascope.process;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.sampling.Sample;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The log lines about what the service cannot see, after the first sample.
@Component
class UnseenLog {
  private static final Logger LOG = LoggerFactory.getLogger(UnseenLog.class);

  private final ProcFs procFs;
  private final AtomicBoolean judged = new AtomicBoolean();

  UnseenLog(ProcFs procFs) {
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
      procFs
          .host()
          .seesAllGroups()
          .filter(all -> !all)
          .ifPresent(_ ->
              LOG.warn(
                  "The memory limits of other containers are not visible: {}",
                  LimitRemedies.MOUNT_GROUPS));
    }
  }
}
