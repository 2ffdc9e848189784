package dev.vmascope;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The application class of vmascope, which shows the address space of every Linux process.
///
/// The component scan is limited to packages with components. Each scanned class is read and parsed
/// whole, and half of the classes are pure: at the start they would be most of the garbage.
@SpringBootApplication(
    scanBasePackages = {
      "dev.vmascope.access",
      "dev.vmascope.comparison",
      "dev.vmascope.explorer",
      "dev.vmascope.faults",
      "dev.vmascope.findings",
      "dev.vmascope.growth",
      "dev.vmascope.http",
      "dev.vmascope.live",
      "dev.vmascope.maps",
      "dev.vmascope.metrics",
      "dev.vmascope.objects",
      "dev.vmascope.process",
      "dev.vmascope.sampling",
      "dev.vmascope.scans",
      "dev.vmascope.sharing",
      "dev.vmascope.snapshots",
      "dev.vmascope.spaces",
      "dev.vmascope.system"
    })
@ConfigurationPropertiesScan({
  "dev.vmascope.http.guard",
  "dev.vmascope.http.security",
  "dev.vmascope.process",
  "dev.vmascope.sampling.group",
  "dev.vmascope.sampling.tick",
  "dev.vmascope.snapshots"
})
@EnableConfigurationProperties({
  CgroupProperties.class,
  KernelLogProperties.class,
  ProcFsProperties.class,
  ScanProperties.class
})
@Import(VmascopeConfiguration.class)
@EnableScheduling
public class VmascopeApplication {
  /// Starts the service; arguments are Spring Boot's (`--server.port=9090`).
  public static void main(String[] args) {
    RestrainedStart restrained = new RestrainedStart();
    SpringApplication application = new SpringApplication(VmascopeApplication.class);
    application.addListeners(restrained, new PreparedBeans());
    application.addInitializers(new PropertyCheck(KnownProperties.ofMetadata()));
    application.run(args);
    // What the start leaves behind would stay until the whole heap is full.
    System.gc();
  }
}
