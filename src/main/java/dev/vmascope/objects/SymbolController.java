package dev.vmascope.objects;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.elf.NearestSymbol;
import dev.vmascope.elf.SymbolSearch;
import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.ObjectInfoParser;
import dev.vmascope.elf.loaded.ObjectSummary;
import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.FileRemedies;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.maps.MappingView;
import dev.vmascope.maps.NeighbourView;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.object.MappedFilesReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the symbol at an address of a process.
@RestController
@Tag(name = "Objects")
class SymbolController {
  private final ProcessAccess processes;
  private final AnswerTurns turns;

  SymbolController(ProcessAccess processes, AnswerTurns turns) {
    this.processes = processes;
    this.turns = turns;
  }

  /// A symbol near an address.
  @Schema(name = "Symbol")
  record NearestSymbolView(
      @Schema(description = "Name as in the object, not demangled", example = "malloc") String name,
      @Schema(description = "Start of the symbol, as an address in the object")
          String virtualAddress,
      @Schema(
              description =
                  "Size of the symbol, in bytes; 0 if the object does not give it"
                      + SegmentView.BELOW)
          @Nullable Long sizeBytes,
      @Schema(
              description =
                  "Distance from the start of the symbol to the address, in bytes"
                      + SegmentView.BELOW)
          @Nullable Long distanceBytes,
      @Schema(
              description =
                  "Whether the address lies in the symbol; otherwise it lies above its end")
          boolean contains,
      @Schema(
              description =
                  "Table of the symbol: .symtab has all symbols, .dynsym only those for other objects, so the"
                      + " nearest one there can be far away",
              allowableValues = {".symtab", ".dynsym"})
          String table) {
    static NearestSymbolView of(NearestSymbol symbol) {
      return new NearestSymbolView(
          symbol.name().text(),
          Address.print(symbol.address()),
          SegmentView.unsigned(symbol.sizeBytes()),
          SegmentView.unsigned(symbol.distanceBytes()),
          symbol.contains(),
          symbol.table());
    }
  }

  /// The object and the symbol at an address.
  @Schema(name = "SymbolAtAddress")
  record SymbolView(
      @JsonUnwrapped IdentityView process,
      @Schema(description = "The address, without tag bits") String address,
      @Schema(description = "The mapping that contains it") MappingView mapping,
      @Schema(description = "Path of the object; absent for memory without a path")
          @Nullable String path,
      @Schema(description = "Build id of the object") @Nullable String buildId,
      @Schema(description = "Offset in the object; absent for memory that is not of its file")
          @Nullable String offsetInObject,
      @Schema(description = "Address in the object, as nm and objdump print them")
          @Nullable String virtualAddress,
      @Schema(
              description =
                  "Function or variable that contains the address, else the nearest one that starts below it")
          @Nullable NearestSymbolView symbol,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping({"/api/processes/{pid}/symbol", "/api/snapshots/{snapshot}/symbol"})
  @RequiresScope("maps:addresses")
  @ReadsListing
  @Problems(ProblemCode.NO_MAPPING_AT_ADDRESS)
  @Operation(
      operationId = "symbol",
      summary = "The symbol at an address",
      description =
          """
          The object at an address, the offset of the address in it, and the function or variable that contains the address,
          or else the nearest that starts below it. Symbols come from the symbol table of the object, or, if it is stripped,
          from its table of dynamic symbols. With the build id and `virtualAddress`, `addr2line` finds the source line on any
          machine that has the debugging symbols.\
          """)
  @FormattedResponse("The symbol")
  SymbolView symbol(
      @Pid int pid,
      @Parameter(description = "Hexadecimal, 0x optional", required = true, example = "0x400000")
          @RequestParam(required = false)
          @Nullable String address,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request) {
    Caller.seesAddresses(request);
    if (address == null) {
      throw Parameters.invalid("address", "expected an address of the process");
    }
    long asked = Parameters.parse("address", address, Address::parse);
    turns.take(request);
    return view(pid, startTicks, asked);
  }

  private SymbolView view(int id, @Nullable Long startTicks, long asked) {
    MappingLookup at = processes.readAddress(id, startTicks, asked);
    ClassifiedMapping mapping = at.at().orElseThrow(() -> NeighbourView.nothing(at));
    long same = at.process().stat().startTicks();
    MappedFilesReading<ObjectSummary> reading =
        processes.readObjects(id, same, ObjectInfoParser.at(at.address()));
    Optional<LoadedObject> object =
        reading.objects().stream().flatMap(mapped -> LoadedObject.of(mapped).stream()).findFirst();
    return view(at, mapping, object, id, CaptureView.of(at.stamp().and(reading.stamp())));
  }

  private SymbolView view(
      MappingLookup at,
      ClassifiedMapping mapping,
      Optional<LoadedObject> object,
      int asked,
      CaptureView capture) {
    OptionalLong inObject =
        object.map(found -> found.place().inObject(at.address())).orElse(OptionalLong.empty());
    Optional<SymbolSearch> search = object.flatMap(SymbolController::search);
    boolean ofFile = object.filter(found -> found.file().isOfFile(mapping)).isPresent();
    long offset = mapping.mapping().offset() + (at.address() - mapping.mapping().range().start());
    return new SymbolView(
        IdentityView.of(at.process(), asked, processes.node()),
        Address.print(at.address()),
        MappingView.of(mapping),
        object.map(found -> found.file().path().text()).orElse(null),
        object.flatMap(LoadedObject::buildId).orElse(null),
        ofFile ? Address.print(offset) : null,
        inObject.isPresent() ? Address.print(inObject.getAsLong()) : null,
        search
            .map(result ->
                result instanceof SymbolSearch.Found(NearestSymbol symbol)
                    ? NearestSymbolView.of(symbol)
                    : null)
            .orElse(null),
        capture,
        all(unavailable(object, search, inObject.isPresent()), at));
  }

  private List<UnavailableField> all(List<UnavailableField> own, MappingLookup at) {
    List<UnavailableField> all = new ArrayList<>(own);
    all.addAll(processes.identityGaps(at.process()));
    return all;
  }

  private static Optional<SymbolSearch> search(LoadedObject object) {
    return object
        .summary()
        .flatMap(summary ->
            summary instanceof ObjectSummary.Known known ? known.symbol() : Optional.empty());
  }

  private static List<UnavailableField> unavailable(
      Optional<LoadedObject> object, Optional<SymbolSearch> search, boolean inObject) {
    if (object.isEmpty()) {
      return List.of(
          new UnavailableField(
              "symbol",
              "not-applicable",
              "nothing to be done: no ELF object of a file lies at this address"));
    }
    List<UnavailableField> absent = new ArrayList<>();
    object.get().unread().ifPresent(why -> absent.add(FileRemedies.unread("symbol", why)));
    if (search.isPresent() && search.get() instanceof SymbolSearch.Failed(String why)) {
      absent.add(
          new UnavailableField(
              "symbol",
              "not-applicable",
              why
                  + (inObject
                      ? "; the build id and virtualAddress find it where its symbols are"
                      : "; the build id and offsetInObject identify what is there")));
    }
    return absent;
  }
}
