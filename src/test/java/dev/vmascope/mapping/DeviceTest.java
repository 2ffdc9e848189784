package dev.vmascope.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Listings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Device numbers.
class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 00:00, true",
    "0, 1, 00:01, false",
    "3, 0, 03:00, false",
    "254, 15, fe:0f, false",
    "259, 1048575, 103:fffff, false",
    "-1, -1, ffffffff:ffffffff, false"
  })
  void printsAtLeastTwoDigits(int major, int minor, String text, boolean none) {
    Device device = new Device(major, minor);

    assertThat(device).hasToString(text);
    assertThat(device.none()).isEqualTo(none);
    assertThat(Listings.named(text, 7, "/x").device()).isEqualTo(device);
  }
}
