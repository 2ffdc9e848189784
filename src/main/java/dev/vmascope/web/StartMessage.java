package dev.vmascope.web;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Says where to look, once there is something to see.
@Component
class StartMessage {
  private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

  private final ServerProperties server;

  StartMessage(ServerProperties server) {
    this.server = server;
  }

  @EventListener
  void say(WebServerInitializedEvent started) {
    String host = server.getAddress() == null ? "localhost" : server.getAddress().getHostAddress();
    String base =
        "http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + started.getWebServer().getPort();
    LOG.info("Operations   {}/api", base);
    LOG.info("Swagger UI   {}/swagger-ui.html", base);
    LOG.info("Metrics      {}/actuator/prometheus", base);
  }
}
