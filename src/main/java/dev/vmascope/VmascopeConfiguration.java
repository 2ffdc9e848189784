package dev.vmascope;

import dev.vmascope.http.security.Caller;
import dev.vmascope.kernellog.history.FaultRecorder;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.UserNames;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans of the framework-free packages: clock, `ProcFs`, fault recorder.
@Configuration(proxyBeanMethods = false)
class VmascopeConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  ProcFs procFs(
      ProcFsProperties procfs, CgroupProperties cgroup, ScanProperties scan, Clock clock) {
    ProcFs procFs =
        new ProcFs(
            procfs.root(),
            cgroup.tree(procfs.root()),
            scan.threads(),
            scan.timeout(),
            scan.limits(),
            clock);
    procFs.scans().governor().distinguishCallers(Caller::name);
    return procFs;
  }

  @Bean(initMethod = "start")
  FaultRecorder faultRecorder(ProcFs procFs, KernelLogProperties kernelLog, Clock clock) {
    return new FaultRecorder(procFs, kernelLog.log(), clock);
  }

  /// The names of users; none for a capture, whose users are those of another machine.
  @Bean
  UserNames userNames(ProcFs procFs) {
    return procFs.isLive() ? new UserNames(Path.of("/etc/passwd")) : UserNames.none();
  }
}
