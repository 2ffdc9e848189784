package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Swagger UI in a real browser that can reach nothing but the service.
class SwaggerUiIT {
  @Test
  void showsEveryOperationWithoutTheInternet() throws Exception {
    try (RunningService service = RunningService.start()) {
      Chromium.Page page = Chromium.open(service.uri("/swagger-ui.html").toString());
      service
          .json("/v3/api-docs")
          .path("paths")
          .propertyNames()
          .forEach(path -> assertThat(page.dom()).contains("data-path=\"" + path + "\""));
      assertThat(page.dom()).contains("data-path=\"/api/processes/{pid}/maps\"");
      assertThat(page.log()).doesNotContain("Content Security Policy", "net::ERR");
    }
  }
}
