package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.OomScore;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.proc.ResourceLimits;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.CgroupMemory;

/// The memory limits of a process, and its rank for the OOM killer. All but the groups are not
/// applicable to a process without memory.
///
/// @param cgroups the control groups that it is in
/// @param memory the limit and usage of the group that counts its memory; fails as the groups do
/// @param resources its resource limits
/// @param oomScore the score by which the OOM killer chooses
/// @param oomScoreAdj the adjustment of that score, set by itself or by others
public record ProcessLimits(
    Outcome<ProcessCgroups> cgroups,
    Outcome<CgroupMemory> memory,
    Outcome<ResourceLimits> resources,
    Outcome<OomScore> oomScore,
    Outcome<OomScore> oomScoreAdj) {}
