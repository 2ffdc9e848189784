package dev.vmascope.spaces;

import dev.vmascope.mapping.space.AddressSpaceSummarizer;
import dev.vmascope.mapping.space.AddressSpaceSummary;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.pasted.line.Lack;
import dev.vmascope.rule.DeletedFileState;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.MappingInspector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sums and findings of a posted listing.
record PastedSums(
    AddressSpaceSummary summary, List<PastedFinding> findings, @Nullable Boolean generatesCode) {
  /// The most executable mappings that evidence can name.
  private static final int MOST_EXECUTABLE = 10_000;

  static PastedSums of(MappingReader reader, Set<Lack> lacks, MappingInspector inspector)
      throws IOException {
    boolean folders = !lacks.contains(Lack.FOLDERS);
    AddressSpaceSummarizer sums = new AddressSpaceSummarizer();
    Map<Long, Integer> executable = new HashMap<>();
    int ordinal = 0;
    for (ClassifiedMapping next = reader.next(); next != null; next = reader.next()) {
      sums.add(folders ? next : PastedAnswers.withoutFolder(next));
      if (next.mapping().permissions().executable() && executable.size() < MOST_EXECUTABLE) {
        executable.put(next.mapping().range().start(), ordinal);
      }
      inspector.inspect(next);
      ordinal++;
    }
    // The files of another machine are not there to look at.
    List<Finding> findings =
        new ArrayList<>(inspector.findings(_ -> DeletedFileState.NOT_YET_KNOWN));
    findings.sort(Comparator.comparing(Finding::severity).reversed());
    return new PastedSums(
        sums.summary(),
        lacks.contains(Lack.PERMISSIONS)
            ? List.of()
            : findings.stream().map(finding -> PastedFinding.of(finding, executable)).toList(),
        lacks.contains(Lack.PERMISSIONS) ? null : inspector.generatesCode());
  }
}
