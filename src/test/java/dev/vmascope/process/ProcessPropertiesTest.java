package dev.vmascope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.mapping.proc.CommandLineDetail;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The words of `vmascope.command-line`.
class ProcessPropertiesTest {
  private static CommandLineDetail bound(Object word) {
    return new Binder(new MapConfigurationPropertySource(Map.of("vmascope.command-line", word)))
        .bind("vmascope", ProcessProperties.class)
        .get()
        .commandLine();
  }

  @Test
  void takesTheWordsOfASwitchAndNames() {
    assertThat(bound("false")).isEqualTo(CommandLineDetail.OFF);
    assertThat(bound(false)).isEqualTo(CommandLineDetail.OFF);
    assertThat(bound("true")).isEqualTo(CommandLineDetail.ON);
    assertThat(bound(true)).isEqualTo(CommandLineDetail.ON);
    assertThat(bound("TRUE")).isEqualTo(CommandLineDetail.ON);
    assertThat(bound("names")).isEqualTo(CommandLineDetail.NAMES);
  }

  @Test
  void refusesAnyOther() {
    assertThatThrownBy(() -> bound("some")).isInstanceOf(BindException.class);
  }
}
