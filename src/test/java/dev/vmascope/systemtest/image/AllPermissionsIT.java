package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.Containers;
import dev.vmascope.systemtest.RunningService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/// A container whose mappings have each of the sixteen combinations of permissions.
class AllPermissionsIT {
  @Test
  void tellsAllSixteenCombinationsApart() {
    try (RunningService service = RunningService.start();
        GenericContainer<?> container = Containers.start("all-permissions")) {
      String process = "/api/processes/" + Containers.pid(container);
      List<String> printed =
          container.getLogs().lines().filter(line -> line.startsWith("0x")).toList();
      assertThat(printed).hasSize(16);

      JsonNode summary = service.json(process + "/summary");
      for (String line : printed) {
        String address = line.substring(0, line.indexOf(' '));
        String permissions = line.substring(line.indexOf(' ') + 1);

        JsonNode at = service.json(process + "/maps/" + address);
        assertThat(at.path("mapping").path("permissions").asString()).isEqualTo(permissions);

        JsonNode filtered = service.json(process + "/maps?permissions=" + permissions);
        assertThat(filtered.path("mappings").valueStream())
            .allMatch(mapping -> mapping.path("permissions").asString().equals(permissions))
            .anyMatch(mapping -> containsAddress(mapping, address));
        assertThat(summary.path("byPermissions").valueStream())
            .anyMatch(total -> total.path("permissions").asString().equals(permissions));
      }
    }
  }

  private static boolean containsAddress(JsonNode mapping, String address) {
    return Long.decode(mapping.path("start").asString()) <= Long.decode(address)
        && Long.decode(address) < Long.decode(mapping.path("end").asString());
  }
}
