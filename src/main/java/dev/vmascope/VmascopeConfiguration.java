package dev.vmascope;

import dev.vmascope.capture.Captures;
import dev.vmascope.http.security.Caller;
import dev.vmascope.kernellog.history.FaultRecorder;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.storage.DataFolder;
import dev.vmascope.storage.FileStore;
import dev.vmascope.storage.NoStorage;
import dev.vmascope.storage.Storage;
import dev.vmascope.stream.StreamCounts;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The beans of the framework-free packages: clock, `ProcFs`, fault recorder, storage.
@Configuration(proxyBeanMethods = false)
class VmascopeConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(VmascopeConfiguration.class);

  @Bean
  static BeanFactoryPostProcessor writtenPaths() {
    return factory ->
        factory.addPropertyEditorRegistrar(
            registry -> registry.registerCustomEditor(Path.class, new WrittenPathEditor()));
  }

  @Bean
  OldGeneration oldGeneration() {
    return new OldGeneration();
  }

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

  @Bean
  Captures captures(ProcFs procFs, BuildProperties build) {
    return new Captures(procFs, String.valueOf(build.getVersion()));
  }

  @Bean(initMethod = "start")
  FaultRecorder faultRecorder(ProcFs procFs, KernelLogProperties kernelLog, Clock clock) {
    return new FaultRecorder(procFs, kernelLog.log(), clock);
  }

  /// The counts of event streams, which meters show.
  @Bean
  StreamCounts streamCounts() {
    return new StreamCounts();
  }

  /// The names of users; none for a capture, whose users are those of another machine.
  @Bean
  UserNames userNames(ProcFs procFs, ProcFsProperties procfs) {
    return procFs.isLive() ? UserNames.of(procfs.root()) : UserNames.none();
  }

  @Bean
  Storage storage(@Value("${vmascope.data-dir:#{null}}") @Nullable Path dataFolder) {
    Storage storage = Storage.open(DataFolder.of(dataFolder, System.getenv()));
    switch (storage) {
      case FileStore store -> LOG.info("Files are stored in {}", store.folder());
      case NoStorage(Path folder, String reason) ->
          LOG.warn("No files are stored in {}: {}", folder, reason);
    }
    return storage;
  }
}
