package dev.vmascope;

import dev.vmascope.sandbox.Restraint;
import dev.vmascope.storage.Storage;
import java.io.File;
import java.util.Optional;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.FileSystemUtils;

/// A start listener that restricts the service's own system calls. It restricts calls when it is
/// created, before anything else, and writing once the application has started. A failure is
/// logged, and the start continues.
final class RestrainedStart implements ApplicationListener<ApplicationStartedEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(RestrainedStart.class);

  private final Optional<String> callsAllowed;

  /// Restricts the calls.
  RestrainedStart() {
    callsAllowed = Restraint.SYSTEM_CALLS.putOn();
  }

  @Override
  public void onApplicationEvent(ApplicationStartedEvent event) {
    log(Restraint.SYSTEM_CALLS, callsAllowed);
    if (isReadOnly(event.getApplicationContext().getEnvironment())) {
      removeTemporaryFolders(event.getApplicationContext());
      Storage storage = event.getApplicationContext().getBean(Storage.class);
      log(Restraint.WRITES, Restraint.WRITES.putOn(storage.writes()));
    } else {
      LOG.info("Writes to files are allowed, by vmascope.security.read-only or logging.file");
    }
  }

  /// Whether to restrict writing: as configured, by default unless there is a log file, which is
  /// rotated.
  private static boolean isReadOnly(Environment environment) {
    boolean logFile =
        environment.containsProperty("logging.file.name")
            || environment.containsProperty("logging.file.path");
    return environment.getProperty("vmascope.security.read-only", Boolean.class, !logFile);
  }

  /// Removes the temporary folders that Tomcat creates for pages and uploads, which are not used
  /// here. They could not be removed at the end.
  private static void removeTemporaryFolders(ApplicationContext context) {
    if (context instanceof WebServerApplicationContext web
        && web.getWebServer() instanceof TomcatWebServer server) {
      Tomcat tomcat = server.getTomcat();
      removeTemporary(tomcat.getServer().getCatalinaBase());
      for (Container child : tomcat.getHost().findChildren()) {
        if (child instanceof Context pages) {
          removeTemporary(new File(pages.getDocBase()));
        }
      }
    }
  }

  /// Removes a folder only if it was created for this start: it may be one that the user
  /// configured.
  private static void removeTemporary(File folder) {
    File temporary = new File(System.getProperty("java.io.tmpdir"));
    if (temporary.equals(folder.getParentFile()) && folder.getName().startsWith("tomcat")) {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static void log(Restraint restraint, Optional<String> allowed) {
    if (restraint.holds()) {
      LOG.info("{} is on", restraint);
    } else {
      LOG.warn("{} is not on{}", restraint, allowed.map(why -> ": " + why).orElse(""));
    }
  }
}
