package dev.vmascope.http.api;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// The log message with the service's URLs, once it accepts requests.
@Component
class StartMessage {
  private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

  private final ServerProperties server;
  private final @Nullable Integer ownManagementPort;

  /// @param ownManagementPort the port of the metrics, if it differs from that of the API
  StartMessage(
      ServerProperties server,
      @Value("${management.server.port:#{null}}") @Nullable Integer ownManagementPort) {
    this.server = server;
    this.ownManagementPort = ownManagementPort;
  }

  @EventListener
  void say(WebServerInitializedEvent started) {
    boolean management = "management".equals(started.getApplicationContext().getServerNamespace());
    String host = server.getAddress() == null ? "localhost" : server.getAddress().getHostAddress();
    String base =
        (Ssl.isEnabled(server.getSsl()) ? "https://" : "http://")
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + started.getWebServer().getPort();
    if (!management) {
      LOG.info("Page         {}/", base);
      LOG.info("Operations   {}/api", base);
      LOG.info("Swagger UI   {}/swagger-ui.html", base);
    }
    if (management || ownManagementPort == null) {
      LOG.info("Metrics      {}/actuator/prometheus", base);
    }
  }
}
