import client.ApiException;
import client.api.ChangesApi;
import client.api.FaultsApi;
import client.api.FindingsApi;
import client.api.GrowthApi;
import client.api.ObjectsApi;
import client.api.PastedListingsApi;
import client.api.SnapshotsApi;
import client.model.MappingInDetail;
import client.model.SharedObject;
import client.model.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// Calls about objects, growth, findings, faults, changes and snapshots of a process.
final class FeatureCalls extends Caller {
  FeatureCalls(URI service, String pid) {
    super(service, pid);
  }

  void all() throws ApiException, IOException {
    ofObjects();
    ofGrowthAndFindings();
    ofFaults();
    ofChanges();
    ofSnapshots();
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
    called(id);
  }
}
