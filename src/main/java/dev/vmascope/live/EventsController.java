package dev.vmascope.live;

import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.guard.Requester;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.maps.MappingView;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.stream.StreamPosition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the changes of a process as a stream of events.
@RestController
@Tag(name = "Changes")
class EventsController {
  private static final Duration LEAST_TIME = Duration.ofMillis(100);
  private static final Duration MOST_TIME = Duration.ofHours(1);

  private final ProcessAccess processes;
  private final WatchedProcesses watched;
  private final EventStreams streams;
  private final StreamEvents texts;

  EventsController(
      ProcessAccess processes, WatchedProcesses watched, EventStreams streams, StreamEvents texts) {
    this.processes = processes;
    this.watched = watched;
    this.streams = streams;
    this.texts = texts;
  }

  @GetMapping(path = "/api/processes/{pid}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @RequiresScope("maps:read")
  @ReadsListing
  @Problems({ProblemCode.TOO_LARGE, ProblemCode.NOT_ACCEPTABLE})
  @Operation(
      operationId = "events",
      summary = "Changes of a process as they happen",
      description =
          """
          A stream of Server-Sent Events. `hello` comes first, with the position of the stream; then `change` for each
          mapping or group of mappings that differs from the reading before, typed as in the operation `watch`, `usage` for
          other sizes and the start or end of threads, and `heartbeat` after 15 seconds of silence. `reset` says that events
          are missing: list the mappings again. After `end` nothing follows; close the stream.

          Mappings are read once a second at most, for all clients together, and not at all while the process does nothing.
          What came and went between two readings is not seen. A client that sends the `id` of the last event as
          `Last-Event-ID` misses nothing, if the event is one of the last thousand. docs/changes.md has the details.

          Without the scope `maps:addresses` mappings have their `ordinal` in their own listing instead of addresses.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The events",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema =
                  @Schema(
                      description = "Data of an event: hello, change, usage, or one of the others",
                      oneOf = {
                        HelloView.class,
                        ChangeEventView.class,
                        UsageEventView.class,
                        NoticeView.class
                      })))
  void events(
      @Pid int pid,
      @Parameter(
              description =
                  "Time after which the stream ends, 100ms to 1h, as in 10s or PT10S; connect again to go on")
          @Schema(type = "string", defaultValue = "1h")
          @RequestParam(name = "for", required = false)
          @Nullable String time,
      @StartTicks @Nullable Long startTicks,
      @Parameter(description = "Position after which to go on: the id of the last event received")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String lastEventId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Duration longest =
        time == null ? MOST_TIME : Parameters.duration("for", time, LEAST_TIME, MOST_TIME);
    boolean addresses = Caller.seesAddresses(request);
    ProcessReading process = processes.read(pid, startTicks);
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=UTF-8");
    // Proxies such as nginx would hold events back.
    response.setHeader("X-Accel-Buffering", "no");
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    String requester = Requester.of(request);
    StreamClient client =
        new StreamClient(
            requester,
            Optional.ofNullable(lastEventId).flatMap(StreamPosition::parse),
            (now, mappings, interval, resumed) ->
                hello(now, pid, mappings, interval, resumed, addresses));
    streams.take(requester);
    Runnable end =
        () -> {
          watched.leave(client);
          streams.leave(requester);
        };
    try {
      begin(process, pid, client);
      streams.send(request, response, client, addresses, longest, end);
    } catch (IOException | RuntimeException e) {
      end.run();
      throw e;
    }
  }

  private void begin(ProcessReading process, int pid, StreamClient client) {
    if (process.type() == ProcessType.USER && !watched.join(process, client)) {
      ListingReading listing = processes.readMaps(pid, IdentityView.startTicks(process));
      if (listing.process().type() == ProcessType.USER) {
        watched.watch(requireListing(listing, pid), client);
        return;
      }
      listing.close();
      tellNoAddressSpace(listing.process(), client);
    } else if (process.type() != ProcessType.USER) {
      tellNoAddressSpace(process, client);
    }
  }

  private static ListingReading requireListing(ListingReading listing, int pid) {
    try {
      ProcessProblems.listing(listing, pid);
      return listing;
    } catch (RuntimeException e) {
      listing.close();
      throw e;
    }
  }

  private void tellNoAddressSpace(ProcessReading process, StreamClient client) {
    HelloView hello = client.hello().of(process, OptionalLong.empty(), WatchPace.SHORTEST, false);
    client.queue().add(texts.hello(Optional.empty(), hello), texts::heartbeat);
    client.queue().add(texts.end(EndReason.NO_ADDRESS_SPACE), texts::heartbeat);
    client.queue().end();
  }

  private HelloView hello(
      ProcessReading process,
      int asked,
      OptionalLong mappings,
      Duration interval,
      boolean resumed,
      boolean addresses) {
    List<UnavailableField> unavailable = new ArrayList<>(processes.identityGaps(process));
    if (!addresses) {
      unavailable.addAll(Remedies.hidden(MappingView.hiddenFields("before[].")));
      unavailable.addAll(Remedies.hidden(MappingView.hiddenFields("after[].")));
      unavailable.addAll(Remedies.hidden("distanceBytes"));
    }
    return new HelloView(
        IdentityView.of(process, asked, processes.node()),
        texts.now(),
        true,
        interval.toMillis(),
        resumed,
        process.hasStat() ? Integer.valueOf(process.stat().threads()) : null,
        mappings.isPresent() ? Long.valueOf(mappings.getAsLong()) : null,
        unavailable);
  }
}
