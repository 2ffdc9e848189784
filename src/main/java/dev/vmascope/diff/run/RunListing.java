package dev.vmascope.diff.run;

import java.util.List;

/// The mappings of one run, in ascending order of address, and its bases.
record RunListing(List<RunMapping> mappings, RunBases bases) {}
