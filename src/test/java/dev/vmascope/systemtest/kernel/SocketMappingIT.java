package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.systemtest.AccessProgram;
import dev.vmascope.systemtest.AccessProgram.Access;
import dev.vmascope.systemtest.AccessProgram.Prepared;
import dev.vmascope.systemtest.RunningService;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import tools.jackson.databind.JsonNode;

/// A process that maps a socket on which nothing may ever arrive: looking at the address does not
/// make the kernel read from it.
class SocketMappingIT {
  @Test
  void isLookedAtWithoutWaitingForAPacket() {
    try (RunningService service = RunningService.start();
        GenericContainer<?> container = AccessProgram.container()) {
      container.start();
      try (AccessProgram program = AccessProgram.in(container)) {
        Prepared prepared = program.prepare(new Access("packet_ring", "read"));
        assertThat(prepared).isInstanceOf(Prepared.Ready.class);
        Prepared.Ready ready = (Prepared.Ready) prepared;

        JsonNode at =
            service.json("/api/processes/%d/maps/%s".formatted(ready.pid(), ready.address()));
        assertThat(at.path("mapping").path("kind").asString())
            .as(at.toString())
            .isEqualTo("device");
        assertThat(at.path("buildId").isMissingNode()).isTrue();
        assertThat(program.make().outcome()).isEqualTo("ALLOWED");
      }
    }
  }
}
