package dev.vmascope.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Series that say who something is.
class InfoMetersTest {
  private static final Tags BEFORE = Tags.of("pid", "7", "user", "root");
  private static final Tags AFTER = Tags.of("pid", "7", "user", "www-data");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SeriesSet<Tags, Tags> infos = InfoMeters.ofProcesses(registry);

  private List<Tags> labels() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(id -> Tags.of(id.getTagsAsIterable()))
        .toList();
  }

  @Test
  void areOneForEachProcessAndAlwaysOne() {
    infos.show(List.of(BEFORE));
    infos.show(List.of(BEFORE));

    assertThat(labels()).containsExactly(BEFORE);
    assertThat(registry.get("vmascope.process.info").gauge().value()).isEqualTo(1);
  }

  @Test
  void areOthersWhenALabelSaysSomethingElse() {
    infos.show(List.of(BEFORE));
    infos.show(List.of(AFTER));

    assertThat(labels()).containsExactly(AFTER);
  }

  @Test
  void endWithTheProcess() {
    infos.show(List.of(BEFORE));
    infos.show(List.of());

    assertThat(registry.getMeters()).isEmpty();
  }
}
