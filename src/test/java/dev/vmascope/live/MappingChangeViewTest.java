package dev.vmascope.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.diff.AddressSpaceDiff;
import dev.vmascope.diff.MappingChange;
import dev.vmascope.diff.MappingSource;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MappingChangeViewTest {
  private static final String BEFORE =
      """
      123456000-123457000 r--p 00000000 fe:00 7 /bin/x
      7f1234567000-7f1234569000 rw-p 00000000 00:00 0
      7f12345aa000-7f12345ab000 r--s 00001000 fe:00 8 /d
      """;
  private static final String AFTER =
      """
      123456000-123457000 r--p 00000000 fe:00 7 /bin/x
      7f1234567000-7f123456b000 rw-p 00000000 00:00 0
      7f98765aa000-7f98765ab000 r--s 00001000 fe:00 8 /d
      """;

  private static MappingSource source(String listing) {
    byte[] bytes = listing.getBytes(StandardCharsets.ISO_8859_1);
    return MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps")::next;
  }

  private static JsonNode json(MappingChange change, boolean addresses) {
    return JsonMapper.shared().valueToTree(MappingChangeView.of(change, addresses));
  }

  @Test
  void hasOrdinalsInPlaceOfAddresses() throws IOException {
    AddressSpaceDiff diff = AddressSpaceDiff.of(source(BEFORE), source(AFTER), Long.MAX_VALUE);
    assertThat(diff.changes()).hasSize(2);
    JsonNode grown = json(diff.changes().getFirst(), false);
    assertThat(grown.path("change").asString()).isEqualTo("grown");
    assertThat(grown.path("highBytes").asLong()).isEqualTo(0x2000);
    assertThat(grown.at("/before/0/ordinal").asInt()).isEqualTo(1);
    JsonNode moved = json(diff.changes().getLast(), false);
    assertThat(moved.path("change").asString()).isEqualTo("moved");
    assertThat(moved.at("/after/0/ordinal").asInt()).isEqualTo(2);
    assertThat(moved.path("distanceBytes").isNull()).isTrue();
    assertThat(grown + "" + moved)
        .doesNotContain("start", "end", "7f12345", "7f98765")
        .contains("/d");
    JsonNode shown = json(diff.changes().getLast(), true);
    assertThat(shown.path("distanceBytes").asString())
        .isEqualTo(Long.toString(0x7f98765aa000L - 0x7f12345aa000L));
    assertThat(shown.at("/after/0/start").asString()).isEqualTo("0x7f98765aa000");
  }
}
