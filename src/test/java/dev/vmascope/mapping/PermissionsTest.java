package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Listings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All sixteen combinations of permission letters.
class PermissionsTest {
  static List<String> all() {
    List<String> all = new ArrayList<>();
    for (String read : List.of("r", "-")) {
      for (String write : List.of("w", "-")) {
        for (String execute : List.of("x", "-")) {
          all.add(read + write + execute + "s");
          all.add(read + write + execute + "p");
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  void printsTheLettersThatWereRead(String letters) {
    Permissions permissions =
        Listings.mapping("00400000-00401000 " + letters + " 00000000 00:00 0").permissions();

    assertThat(permissions).hasToString(letters);
    assertThat(permissions.readable()).isEqualTo(letters.charAt(0) == 'r');
    assertThat(permissions.writable()).isEqualTo(letters.charAt(1) == 'w');
    assertThat(permissions.executable()).isEqualTo(letters.charAt(2) == 'x');
    assertThat(permissions.shared()).isEqualTo(letters.charAt(3) == 's');
    assertThat(permissions.none()).isEqualTo(letters.startsWith("---"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void sharesOneInstancePerCombination(String letters) {
    String line = "00400000-00401000 " + letters + " 00000000 00:00 0";

    assertThat(Listings.mapping(line).permissions()).isSameAs(Listings.mapping(line).permissions());
  }
}
