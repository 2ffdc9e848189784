package dev.vmascope.snapshots;

import dev.vmascope.ProblemExample;
import dev.vmascope.http.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A service whose data folder cannot be used.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.data-dir=/dev/null/vmascope")
class NoStorageApiTest {
  @LocalServerPort private int port;

  @Test
  void saysWhyNothingIsStored() throws Exception {
    ProblemExample.check(
        ProblemCode.NO_STORAGE,
        new SnapshotClient(port).send("POST", "/api/processes/self/snapshots", new byte[0]).body());
  }
}
