package dev.vmascope.procfs.address;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.hotspot.JvmAreas;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.space.ProcessFacts;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.pool.Stopwatch;
import dev.vmascope.procfs.process.FileSystems;
import dev.vmascope.procfs.process.PinnedProcess;
import dev.vmascope.procfs.process.ProcessReader;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A reader of the mapping at one address and its neighbours. It asks the kernel by `PROCMAP_QUERY`
/// ([ProcMapQuery]) instead of reading the whole listing.
final class AddressReader {
  /// The number of neighbours on each side that decide about a category.
  private static final int NEIGHBOURS = 3;

  /// The kinds of mappings that can be ELF objects and are safe to read.
  private static final Set<MappingKind> MAY_BE_ELF = Set.of(MappingKind.FILE, MappingKind.MEMFD);

  private final ProcessReader processes;
  private final ReadTally account;
  private final JavaProcesses java;
  private final Clock clock;
  private final boolean withBuildId;

  /// @param withBuildId whether to ask for the build id too; the kernel may have to read the file
  ///   for it
  AddressReader(
      ProcessReader processes,
      ReadTally account,
      JavaProcesses java,
      Clock clock,
      boolean withBuildId) {
    this.processes = processes;
    this.java = java;
    this.account = account;
    this.clock = clock;
    this.withBuildId = withBuildId;
  }

  /// Reads the mapping at an address of a process whose identity has just been read.
  ///
  /// @return not applicable where the listing has to be read instead: the kernel cannot be asked,
  ///   the process has no memory or another address space by now, the address lies in the kernel's
  ///   half, which the query does not cover, or a category there depends on the whole listing
  Outcome<MappingLookup> read(PinnedProcess process, ProcessReading before, long tagged) {
    long address = before.status().value().map(status -> status.untagged(tagged)).orElse(tagged);
    if (before.type() != ProcessType.USER || address < 0) {
      return new Outcome.NotApplicable<>();
    }
    Outcome<MappingLookup> reading =
        account.counted(
            ProcFile.MAPS,
            Optional.of(withBuildId ? Awaited.FILES : Awaited.MEMORY),
            () -> ask(process, before, address));
    return processes
        .stat(process)
        .flatMap(after ->
            reading.kind() == OutcomeKind.GONE || !before.stat().isSameImage(after)
                ? new Outcome.NotApplicable<>()
                : reading);
  }

  private Outcome<MappingLookup> ask(PinnedProcess process, ProcessReading before, long address) {
    Stopwatch watch = Stopwatch.start(clock);
    try (ProcMapQuery query = new ProcMapQuery(process.open(ProcFile.MAPS))) {
      return new Neighbourhood(query, address, process, withBuildId)
          .read()
          .flatMap(found -> withoutJava(found, before, query))
          .flatMap(found ->
              found
                  .reading(before, watch.stamp(query.queries(), false, true))
                  .<Outcome<MappingLookup>>map(Outcome.Ok::new)
                  .orElseGet(Outcome.NotApplicable::new));
    } catch (IOException e) {
      return Outcome.ofFailure(e, true);
    }
  }

  private Outcome<Neighbourhood> withoutJava(
      Neighbourhood found, ProcessReading process, ProcMapQuery query) {
    return found.mayBelongToJava()
        ? java.mayBe(process, query)
            .flatMap(is -> is ? new Outcome.NotApplicable<>() : new Outcome.Ok<>(found))
        : new Outcome.Ok<>(found);
  }

  /// The mappings around an address, in ascending order.
  private static final class Neighbourhood {
    private final ProcMapQuery query;
    private final long address;
    private final PinnedProcess process;
    private final boolean withBuildId;
    private final Deque<Mapping> mappings = new ArrayDeque<>();
    private Optional<ProcMapQuery.Found> found = Optional.empty();
    private Optional<String> buildId = Optional.empty();
    private int belowCount;

    Neighbourhood(ProcMapQuery query, long address, PinnedProcess process, boolean withBuildId) {
      this.query = query;
      this.address = address;
      this.process = process;
      this.withBuildId = withBuildId;
    }

    Outcome<Neighbourhood> read() {
      return query
          .at(address, false, ProcMapQuery.Detail.NAME)
          .flatMap(containing -> {
            found = containing;
            found.ifPresent(at -> mappings.add(at.mapping()));
            long start = found.map(at -> at.mapping().range().start()).orElse(address);
            long end = found.map(at -> at.mapping().range().end()).orElse(address);
            return readBelow(start, NEIGHBOURS)
                .flatMap(_ -> readAbove(end, NEIGHBOURS))
                .flatMap(_ -> readBuildId());
          });
    }

    /// The build id of the mapped file, asked for last and of this mapping alone, since the kernel
    /// may have to read the file. Only for files of local file systems, which answer. The kernel
    /// would read a mapped socket too: wait for a packet, and take it from the process.
    private Outcome<Neighbourhood> readBuildId() {
      boolean mayBeElf =
          withBuildId
              && found
                  .map(ProcMapQuery.Found::mapping)
                  .filter(at -> MAY_BE_ELF.contains(at.backing().kind()))
                  .filter(at -> FileSystems.of(process).areLocal(at.device()))
                  .isPresent();
      if (!mayBeElf) {
        return new Outcome.Ok<>(this);
      }
      return query
          .at(address, false, ProcMapQuery.Detail.BUILD_ID)
          .flatMap(again -> {
            boolean same =
                again
                    .map(ProcMapQuery.Found::mapping)
                    .filter(mapping -> mapping.isOfSameObject(found.get().mapping()))
                    .isPresent();
            buildId = same ? again.flatMap(ProcMapQuery.Found::buildId) : Optional.empty();
            return same ? new Outcome.Ok<>(this) : new Outcome.NotApplicable<>();
          });
    }

    private Outcome<Neighbourhood> readBelow(long limit, int more) {
      if (more == 0) {
        return new Outcome.Ok<>(this);
      }
      return query
          .below(limit)
          .flatMap(below -> {
            if (below.isEmpty()) {
              return new Outcome.Ok<>(this);
            }
            if (Long.compareUnsigned(below.get().mapping().range().end(), limit) > 0) {
              return new Outcome.NotApplicable<>();
            }
            mappings.addFirst(below.get().mapping());
            belowCount++;
            return readBelow(below.get().mapping().range().start(), more - 1);
          });
    }

    private Outcome<Neighbourhood> readAbove(long limit, int more) {
      if (more == 0) {
        return new Outcome.Ok<>(this);
      }
      return query
          .at(limit, true, ProcMapQuery.Detail.NAME)
          .flatMap(above -> {
            if (above.isEmpty()) {
              return new Outcome.Ok<>(this);
            }
            if (Long.compareUnsigned(above.get().mapping().range().start(), limit) < 0) {
              // What lies there has changed since the question before.
              return new Outcome.NotApplicable<>();
            }
            mappings.addLast(above.get().mapping());
            return readAbove(above.get().mapping().range().end(), more - 1);
          });
    }

    boolean mayBelongToJava() {
      return mappings.stream().anyMatch(JvmAreas::mayHold);
    }

    /// The reading; empty if the category depends on the whole listing.
    Optional<MappingLookup> reading(ProcessReading before, Consistency stamp) {
      List<Optional<ClassifiedMapping>> listed =
          MappingReader.ofPlain(List.copyOf(mappings), facts(before));
      int here = found.isPresent() ? 1 : 0;
      int from = Math.max(0, belowCount - 1);
      int to = Math.min(listed.size(), belowCount + here + 1);
      return listed.subList(from, to).stream().allMatch(Optional::isPresent)
          ? Optional.of(
              new MappingLookup(
                  before,
                  address,
                  belowCount == 0 ? Optional.empty() : listed.get(belowCount - 1),
                  here == 0 ? Optional.empty() : listed.get(belowCount),
                  listed.stream().skip(belowCount + here).findFirst().flatMap(it -> it),
                  buildId,
                  Optional.empty(),
                  stamp))
          : Optional.empty();
    }

    private ProcessFacts facts(ProcessReading before) {
      boolean needed = mappings.stream().anyMatch(ProcessFacts::needFileSystems);
      return new ProcessFacts(
          OptionalInt.of(before.stat().threads()),
          needed ? FileSystems.of(process).types() : Map.of());
    }
  }
}
