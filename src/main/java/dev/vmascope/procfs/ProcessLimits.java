package dev.vmascope.procfs;

import dev.vmascope.mapping.OomScore;
import dev.vmascope.mapping.ProcessCgroups;
import dev.vmascope.mapping.ResourceLimits;

/// What bounds the memory of a process, and what happens to it when memory runs out. All but the
/// groups are not applicable to a process without memory.
///
/// @param cgroups the control groups that it is in
/// @param memory what the one that counts its memory says; fails as the groups do
/// @param resources its own limits
/// @param oomScore how likely it is to be killed when memory runs out
/// @param oomScoreAdj the part of that which was set, by itself or for it
public record ProcessLimits(
    Outcome<ProcessCgroups> cgroups,
    Outcome<CgroupMemory> memory,
    Outcome<ResourceLimits> resources,
    Outcome<OomScore> oomScore,
    Outcome<OomScore> oomScoreAdj) {}
