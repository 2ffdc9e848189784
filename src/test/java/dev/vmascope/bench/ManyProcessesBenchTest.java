package dev.vmascope.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// The request of the page's table: the bench sends the one that is in the source of the page.
class ManyProcessesBenchTest {
  @Test
  void requestsWhatTheTableRequests() throws IOException {
    assertThat(ManyProcessesBench.table())
        .startsWith(
            "/api/processes?type=user&sort=pid,asc&limit=1000&history=privateBytes&columns=pid,startTicks,name,")
        .contains(",residentBytes,privateBytes,", ",verdict,findings")
        .matches("[a-zA-Z/?&=,0-9]+");
    assertThat(Files.readString(ManyProcessesBench.TABLE))
        .contains("sort: 'pid,asc'", "const PAGE = 1000;", "const HISTORY = 'privateBytes'")
        .contains("? 'all' : 'user'");
  }
}
