import client.ApiException;
import client.api.ProcessesApi;
import client.api.SystemApi;
import client.model.Maps;
import client.model.MappingInDetail;
import client.model.Problem;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/// Calls about the service, a process and its mappings, and calls that fail.
final class ProcessCalls extends Caller {
  ProcessCalls(URI service, String pid) {
    super(service, pid);
  }

  void all() throws ApiException, IOException {
    ofTheService();
    ofProcesses();
    ofMappings();
    ofScans();
    thatFail();
  }

  /// A call that fails.
  private interface Failing {
    void call() throws ApiException;
  }

  private void ofTheService() throws ApiException, IOException {
    SystemApi system = new SystemApi(client);
    require(
        called(system.operations(SystemApi.APIOperationsRequest.newBuilder().build()))
            .getOperations().stream()
            .anyMatch(operation -> "/api/processes/{pid}/maps".equals(operation.getPath())),
        "the list of operations has maps");
    client.model.System machine =
        called(system.system(SystemApi.APISystemRequest.newBuilder().build()));
    require(machine.getPageBytes() % 4096 == 0, "the size of a page");
    require(machine.getMemory().getTotalBytes() > Integer.MAX_VALUE / 4, "memory");
    require(
        called(system.scans(SystemApi.APIScansRequest.newBuilder().build())).getMaxReadMillis() > 0,
        "the limit of a scan");
  }

  private void ofProcesses() throws ApiException, IOException {
    client.model.Process process =
        called(processes.process(ProcessesApi.APIProcessRequest.newBuilder().pid(pid).build()));
    equal(process.getPid(), Integer.valueOf(pid));
    equal(process.getName(), "sleep");
    equal(process.getStartTicks(), startTicks());
    equal(process.getVirtualBytes(), kilobytes("VmSize"));
    equal(process.getResidentBytes(), kilobytes("VmRSS"));
    equal(process.getThreads(), 1L);
    ProcessesApi.APIProcessesRequest.Builder list = ProcessesApi.APIProcessesRequest.newBuilder();
    require(
        called(processes.processes(list.name("sleep").sort("pid,asc").limit(1000).build()))
            .getProcesses().stream()
            .anyMatch(each -> each.getPid().toString().equals(pid)),
        "the list has the process");
    equal(
        called(
                processes.processes(
                    ProcessesApi.APIProcessesRequest.newBuilder()
                        .name("sleep")
                        .limit(1000)
                        .history("threads")
                        .build()))
            .getProcesses().stream()
            .filter(each -> each.getPid().toString().equals(pid))
            .findFirst()
            .orElseThrow()
            .getHistory()
            .getLast(),
        1L);
    long least = (1L << 31) + 1;
    require(
        called(
                processes.processes(
                    ProcessesApi.APIProcessesRequest.newBuilder().minResidentBytes(least).build()))
            .getProcesses().stream()
            .allMatch(each -> each.getResidentBytes() >= least),
        "a filter of more than 31 bits");
    equal(
        called(
                processes.process(
                    ProcessesApi.APIProcessRequest.newBuilder()
                        .pid(pid)
                        .startTicks(startTicks())
                        .build()))
            .getStartTicks(),
        startTicks());
    equal(
        called(processes.threads(ProcessesApi.APIThreadsRequest.newBuilder().pid(pid).build()))
            .getThreads()
            .getFirst()
            .getTid()
            .toString(),
        pid);
  }

  private void ofMappings() throws ApiException, IOException {
    Maps maps = maps();
    equal(maps.getMappings().size(), listing().size());
    equal(maps.getCapture().getComplete(), true);
    MappingInDetail first = maps.getMappings().getFirst();
    equal(first.getStart(), "0x" + listing().getFirst().replaceFirst("-.*", ""));
    equal(first.getPermissions(), listing().getFirst().split(" ")[1]);
    List<MappingInDetail> some =
        called(
                processes.maps(
                    ProcessesApi.APIMapsRequest.newBuilder()
                        .pid(pid)
                        .kind(Arrays.asList("stack", "heap"))
                        .build()))
            .getMappings();
    equal(some.stream().map(each -> each.getKind().toString()).sorted().toList(), List.of("heap", "stack"));
    require(
        called(
                processes.maps(
                    ProcessesApi.APIMapsRequest.newBuilder().pid(pid).minBytes(1L << 20).build()))
            .getMappings().stream()
            .allMatch(each -> each.getSizeBytes() >= 1 << 20),
        "all are large");
    equal(
        called(
                processes.mapsAt(
                    ProcessesApi.APIMapsAtRequest.newBuilder()
                        .pid(pid)
                        .address(first.getStart())
                        .build()))
            .getMapping()
            .getStart(),
        first.getStart());
    equal(
        called(processes.summary(ProcessesApi.APISummaryRequest.newBuilder().pid(pid).build()))
            .getMappings()
            .getCount(),
        // The kernel does not count [vsyscall], which belongs to no process.
        listing().stream().filter(line -> !line.endsWith("[vsyscall]")).count());
  }

  private void ofScans() throws ApiException, IOException {
    long resident =
        called(
                processes.maps(
                    ProcessesApi.APIMapsRequest.newBuilder()
                        .pid(pid)
                        .detail("smaps")
                        .force(true)
                        .build()))
            .getMappings().stream()
            .mapToLong(each -> each.getUsage().getResidentBytes())
            .sum();
    require(resident >= kilobytes("VmRSS"), "the sum of smaps, with the vdso");
    require(
        called(
                    processes.summary(
                        ProcessesApi.APISummaryRequest.newBuilder()
                            .pid(pid)
                            .detail("rollup")
                            .force(true)
                            .build()))
                .getUniqueBytes()
            > 0,
        "memory of its own");
    require(
        called(
                    processes.pages(
                        ProcessesApi.APIPagesRequest.newBuilder().pid(pid).force(true).build()))
                .getPresentBytes()
            > 0,
        "pages that are present");
    require(
        called(
                    processes.scanEstimate(
                        ProcessesApi.APIScanEstimateRequest.newBuilder()
                            .pid(pid)
                            .detail("numa")
                            .build()))
                .getEstimateMillis()
            > 0,
        "the price of a scan");
    require(
        !called(processes.numa(ProcessesApi.APINumaRequest.newBuilder().pid(pid).force(true).build()))
            .getMappings()
            .isEmpty(),
        "mappings on memory nodes");
  }

  private Problem problem(int status, Failing failing) throws IOException {
    try {
      failing.call();
    } catch (ApiException e) {
      equal(e.getCode(), status);
      Problem problem = called(client.getObjectMapper().readValue(e.getResponseBody(), Problem.class));
      equal(problem.getStatus(), status);
      return problem;
    }
    throw new IllegalStateException("nothing failed");
  }

  private void thatFail() throws IOException {
    equal(
        problem(
                404,
                () -> processes.maps(ProcessesApi.APIMapsRequest.newBuilder().pid("4194305").build()))
            .getType(),
        "urn:vmascope:problem:process-not-found");
    equal(
        problem(
                400,
                () ->
                    processes.summary(
                        ProcessesApi.APISummaryRequest.newBuilder().pid(pid).detail("all").build()))
            .getParameter(),
        "detail");
    Problem nothing =
        problem(
            404,
            () ->
                processes.mapsAt(
                    ProcessesApi.APIMapsAtRequest.newBuilder().pid(pid).address("0x10").build()));
    equal(nothing.getAddress(), "0x10");
    equal(nothing.getAbove().getStart(), "0x" + listing().getFirst().replaceFirst("-.*", ""));
    Problem replaced =
        problem(
            410,
            () ->
                processes.process(
                    ProcessesApi.APIProcessRequest.newBuilder().pid(pid).startTicks(1L).build()));
    equal(replaced.getStartTicks(), startTicks());
  }
}
