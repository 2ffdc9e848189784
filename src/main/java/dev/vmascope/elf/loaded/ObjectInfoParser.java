package dev.vmascope.elf.loaded;

import dev.vmascope.elf.ElfObject;
import dev.vmascope.elf.ElfParser;
import dev.vmascope.elf.ElfResult;
import dev.vmascope.elf.SymbolSearch;
import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.object.MappedFile;
import dev.vmascope.procfs.object.MappedFileParser;
import dev.vmascope.procfs.object.MappedObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A parser of the files that a process maps, with a bounded result. It keeps the facts of each,
/// and all of a requested object. One instance serves one reading.
public final class ObjectInfoParser implements MappedFileParser<ObjectSummary> {
  private static final long MOST_WEIGHT = 8L << 20;

  /// The maximum number of bytes of a process's files that are compared with those at their paths.
  private static final long MOST_COMPARED = 64L << 20;

  private final Optional<ObjectId> wanted;
  private final OptionalLong address;
  private long left = MOST_WEIGHT;
  private long leftToCompare = MOST_COMPARED;

  private ObjectInfoParser(Optional<ObjectId> wanted, OptionalLong address) {
    this.wanted = wanted;
    this.address = address;
  }

  /// A survey of all objects.
  public static ObjectInfoParser ofAll() {
    return new ObjectInfoParser(Optional.empty(), OptionalLong.empty());
  }

  /// A survey of all objects, with all of one.
  public static ObjectInfoParser withWhole(ObjectId id) {
    return new ObjectInfoParser(Optional.of(id), OptionalLong.empty());
  }

  /// A survey of the object at an address, with the nearest symbol.
  public static ObjectInfoParser at(long address) {
    return new ObjectInfoParser(Optional.empty(), OptionalLong.of(address));
  }

  /// The facts of an object without a file.
  public static Optional<ObjectInfo> facts(ObjectBytes bytes) {
    return ElfParser.parse(bytes) instanceof ElfResult.Parsed parsed
            && ObjectInfo.of(parsed) instanceof ObjectSummary.Known known
        ? Optional.of(known.facts())
        : Optional.empty();
  }

  @Override
  public boolean wants(MappedFile file) {
    return address.isEmpty() || file.contains(address.getAsLong());
  }

  @Override
  public ObjectSummary parse(MappedFile file, ObjectBytes bytes) {
    return switch (ElfParser.parse(bytes)) {
      case ElfResult.Other _ -> new ObjectSummary.Other();
      case ElfResult.Broken(String complaint) -> new ObjectSummary.Broken(complaint);
      case ElfResult.Parsed parsed ->
          switch (ObjectInfo.of(parsed)) {
            case ObjectSummary.Known known -> kept(known.facts(), parsed.object(), file, bytes);
            case ObjectSummary.Broken broken -> broken;
            case ObjectSummary.Other other -> other;
          };
    };
  }

  @Override
  public Optional<Boolean> sameBuild(Opened<ObjectSummary> mapped, Opened<ObjectSummary> there)
      throws IOException {
    BuildComparison.Result result = BuildComparison.of(mapped, there, leftToCompare);
    leftToCompare -= result.bytes();
    return result.same();
  }

  @Override
  public Set<RawText> otherPaths(
      List<MappedObject<ObjectSummary>> objects, Optional<RawText> executable) {
    return address.isEmpty() ? LoadedObjects.otherPaths(objects, executable) : Set.of();
  }

  private ObjectSummary kept(
      ObjectInfo facts, ElfObject object, MappedFile file, ObjectBytes bytes) {
    left -= facts.weight();
    if (left < 0) {
      return new ObjectSummary.Broken("the objects of this process have more than is kept");
    }
    boolean whole = wanted.filter(id -> id.isOf(file, facts.buildId())).isPresent();
    return new ObjectSummary.Known(
        facts, whole ? Optional.of(object) : Optional.empty(), symbol(facts, file, bytes));
  }

  private Optional<SymbolSearch> symbol(ObjectInfo facts, MappedFile file, ObjectBytes bytes) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong inObject = LoadBias.of(file, facts.loads()).inObject(address.getAsLong());
    return Optional.of(
        inObject.isPresent()
            ? ElfParser.nearest(bytes, inObject.getAsLong())
            : new SymbolSearch.Failed("the address is in no loaded segment of it"));
  }
}
