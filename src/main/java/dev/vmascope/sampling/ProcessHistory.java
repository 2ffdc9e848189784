package dev.vmascope.sampling;

import dev.vmascope.growth.SampleLog;
import java.time.Instant;

/// What is remembered of a process.
///
/// @param log its samples; the newest may be later than the published sample
/// @param warmFrom from when on they count for growth
public record ProcessHistory(SampleLog log, Instant warmFrom) {}
