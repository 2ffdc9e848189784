package dev.vmascope.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.EventReader;
import dev.vmascope.ServiceClient;
import dev.vmascope.api.ShellChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The events that a token without `maps:addresses` receives, beside one that has it.
class HiddenEventsTest extends TokenModeFixture {
  private EventReader open(ShellChild child, String token) {
    return EventReader.open(
        new ServiceClient(port),
        "/api/processes/" + child.pid() + "/events?for=60s",
        "Authorization",
        "Bearer " + token);
  }

  @Test
  void haveOrdinalsInPlaceOfAddresses() throws IOException {
    try (ShellChild child = ShellChild.start();
        EventReader some = open(child, "some");
        EventReader all = open(child, "all")) {
      EventReader.Event hello = some.next("hello");
      assertThat(hello.data().path("unavailable").toString()).contains("after[].start");
      assertThat(all.next("hello").data().path("unavailable").toString())
          .doesNotContain("after[].start");
      child.grow();
      EventReader.Event hidden = some.next("change");
      EventReader.Event shown = all.next("change");
      assertThat(hidden.id()).isEqualTo(shown.id());
      assertThat(hidden.data().path("changedBytes")).isEqualTo(shown.data().path("changedBytes"));
      assertThat(hidden.data().at("/after/0/ordinal").asInt()).isPositive();
      List<String> addresses = new ArrayList<>();
      for (String line : Files.readAllLines(Path.of("/proc", "" + child.pid(), "maps"))) {
        addresses.addAll(List.of(line.substring(0, line.indexOf(' ')).split("-")));
      }
      assertThat(addresses).anyMatch(shown.data().toString()::contains);
      assertThat(addresses).noneMatch(hidden.data().toString()::contains);
      assertThat(starts(hidden.data())).isEmpty();
      assertThat(starts(shown.data())).isNotEmpty();
    }
  }

  private static List<String> starts(JsonNode change) {
    return change.findValuesAsString("start");
  }
}
