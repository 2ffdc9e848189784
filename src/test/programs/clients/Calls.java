import client.ApiClient;
import client.ApiException;
import client.api.ChangesApi;
import client.api.FaultsApi;
import client.api.FindingsApi;
import client.api.GrowthApi;
import client.api.ObjectsApi;
import client.api.PastedListingsApi;
import client.api.ProcessesApi;
import client.api.SnapshotsApi;
import client.api.SystemApi;
import client.model.Maps;
import client.model.MappingInDetail;
import client.model.Problem;
import client.model.SharedObject;
import client.model.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Calls of a generated client: each compares what it gets with what `/proc` says of a process that sleeps.
///
/// Arguments: the address of the service, the pid.
final class Calls {
  private int calls;
  private final String pid;
  private final Path proc;
  private final ApiClient client;
  private final ProcessesApi processes;

  private Calls(URI service, String pid) {
    this.pid = pid;
    proc = Path.of("/proc", pid);
    client = new ApiClient();
    client.updateBaseUri(service.toString());
    processes = new ProcessesApi(client);
  }

  public static void main(String[] arguments) throws Exception {
    Calls calls = new Calls(URI.create(arguments[0]), arguments[1]);
    calls.ofTheService();
    calls.ofProcesses();
    calls.ofMappings();
    calls.ofScans();
    calls.ofObjects();
    calls.ofGrowthAndFindings();
    calls.ofFaults();
    calls.ofChanges();
    calls.ofSnapshots();
    calls.thatFail();
    System.out.println(calls.calls + " calls");
  }

  private <T> T called(T answer) {
    calls++;
    return Objects.requireNonNull(answer);
  }

  private static void equal(Object actual, Object expected) {
    require(Objects.equals(actual, expected), "expected " + expected + ", got " + actual);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  private long kilobytes(String key) throws IOException {
    String line =
        Files.readAllLines(proc.resolve("status")).stream()
            .filter(each -> each.startsWith(key + ":"))
            .findFirst()
            .orElseThrow();
    return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  private long startTicks() throws IOException {
    String stat = Files.readString(proc.resolve("stat"), StandardCharsets.ISO_8859_1);
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
  }

  private List<String> listing() throws IOException {
    return Files.readAllLines(proc.resolve("maps"), StandardCharsets.ISO_8859_1);
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

  private Maps maps() throws ApiException {
    return called(processes.maps(ProcessesApi.APIMapsRequest.newBuilder().pid(pid).build()));
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
        !called(processes.numa(ProcessesApi.APINumaRequest.newBuilder().pid(pid).force(true).build()))
            .getMappings()
            .isEmpty(),
        "mappings on memory nodes");
  }

  private void ofObjects() throws ApiException {
    ObjectsApi objects = new ObjectsApi(client);
    String buildId =
        called(objects.objects(ObjectsApi.APIObjectsRequest.newBuilder().pid(pid).build()))
            .getObjects().stream()
            .filter(each -> each.getPath() != null && each.getPath().contains("libc"))
            .findFirst()
            .orElseThrow()
            .getBuildId();
    equal(
        called(
                objects.callObject(
                    ObjectsApi.APICallObjectRequest.newBuilder().pid(pid).buildId(buildId).build()))
            .getObject()
            .getBuildId(),
        buildId);
    SharedObject libc =
        called(
                objects.sharedObjects(
                    ObjectsApi.APISharedObjectsRequest.newBuilder().path("*libc*").build()))
            .getObjects().stream()
            .filter(each -> each.getMappers().stream().anyMatch(one -> one.getPid().toString().equals(pid)))
            .findFirst()
            .orElseThrow();
    require(libc.getProcesses() > 1, "others map libc as well");
    MappingInDetail code =
        maps().getMappings().stream()
            .filter(each -> "r-xp".equals(each.getPermissions()) && each.getPath() != null)
            .findFirst()
            .orElseThrow();
    equal(
        called(
                objects.symbol(
                    ObjectsApi.APISymbolRequest.newBuilder()
                        .pid(pid)
                        .address(code.getStart())
                        .build()))
            .getPath(),
        code.getPath());
  }

  private void ofGrowthAndFindings() throws ApiException {
    GrowthApi growth = new GrowthApi(client);
    equal(
        called(growth.growth(GrowthApi.APIGrowthRequest.newBuilder().pid(pid).build()))
            .getPid()
            .toString(),
        pid);
    called(growth.growing(GrowthApi.APIGrowingRequest.newBuilder().limit(3).build()));
    require(
        called(growth.groups(GrowthApi.APIGroupsRequest.newBuilder().build())).getGroups().stream()
            .anyMatch(group -> group.getProcesses() > 0),
        "groups have processes");
    equal(
        called(growth.group(GrowthApi.APIGroupRequest.newBuilder().group("other").build()))
            .getGroup(),
        "other");
    FindingsApi findings = new FindingsApi(client);
    require(
        called(findings.findings(FindingsApi.APIFindingsRequest.newBuilder().limit(5).build()))
                .getLookedAt()
            > 0,
        "processes were looked at");
    equal(
        called(
                findings.processFindings(
                    FindingsApi.APIProcessFindingsRequest.newBuilder().pid(pid).build()))
            .getFindings(),
        List.of());
  }

  private void ofFaults() throws ApiException {
    FaultsApi faults = new FaultsApi(client);
    String line = "a[7]: segfault at 10 ip 0000564daabfd2b5 sp 00007ffffa96abf0 error 4 in a[12b5,564daabfd000+1000]";
    equal(
        called(
                faults.explainFaults(
                    FaultsApi.APIExplainFaultsRequest.newBuilder().body(line).build()))
            .getFaults()
            .getFirst()
            .getAddress(),
        "0x10");
    called(faults.faults(FaultsApi.APIFaultsRequest.newBuilder().limit(1).build()));
    equal(
        called(
                faults.access(
                    FaultsApi.APIAccessRequest.newBuilder().pid(pid).address("0x10").build()))
            .getOutcome()
            .toString(),
        "SIGSEGV");
    equal(
        called(
                new PastedListingsApi(client)
                    .readAddressSpace(
                        PastedListingsApi.APIReadAddressSpaceRequest.newBuilder()
                            .body("08048000-08049000 r-xp 00000000 03:03 65519 /home/humble/new\n")
                            .build()))
            .getMappings()
            .getFirst()
            .getSizeBytes(),
        4096L);
  }

  private void ofChanges() throws ApiException {
    ChangesApi changes = new ChangesApi(client);
    equal(
        called(changes.watch(ChangesApi.APIWatchRequest.newBuilder().pid(pid)._for("100ms").build()))
            .getChanges(),
        List.of());
    equal(
        called(changes.diff(ChangesApi.APIDiffRequest.newBuilder().a(pid).b(pid).build()))
            .getChanges(),
        List.of());
  }

  private void ofSnapshots() throws ApiException, IOException {
    SnapshotsApi snapshots = new SnapshotsApi(client);
    Snapshot taken =
        called(
            snapshots.takeSnapshot(
                SnapshotsApi.APITakeSnapshotRequest.newBuilder().pid(pid).label("java").build()));
    String id = taken.getId();
    require(
        called(
                snapshots.snapshots(
                    SnapshotsApi.APISnapshotsRequest.newBuilder().pid(pid).label("java").build()))
            .getSnapshots().stream()
            .anyMatch(each -> id.equals(each.getId())),
        "the list has the snapshot");
    equal(
        called(snapshots.snapshot(SnapshotsApi.APISnapshotRequest.newBuilder().snapshot(id).build()))
            .getStartTicks(),
        startTicks());
    equal(
        called(
                snapshots.snapshotMaps(
                    SnapshotsApi.APISnapshotMapsRequest.newBuilder().snapshot(id).build()))
            .getMappings()
            .size(),
        listing().size());
    equal(
        called(
                new ChangesApi(client)
                    .snapshotDiff(
                        ChangesApi.APISnapshotDiffRequest.newBuilder().snapshot(id).build()))
            .getChanges(),
        List.of());
    snapshots.deleteSnapshot(
        SnapshotsApi.APIDeleteSnapshotRequest.newBuilder().snapshot(id).build());
    calls++;
  }

  /// A call that fails.
  private interface Failing {
    void call() throws ApiException;
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
