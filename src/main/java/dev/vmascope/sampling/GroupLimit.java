package dev.vmascope.sampling;

import java.util.OptionalInt;

/// The memory limit that a group of processes is nearest to.
///
/// @param nearest the limit of the control group that is nearest to its own, among those of all
///   members
/// @param seconds the time until any control group of a member reaches its limit; infinite if none
///   approaches it
/// @param path the directory of the control group that is named: the nearest, or while it is about
///   as near, the one of before
/// @param place the container, pod and unit of a process there
/// @param pid the largest process of the group there that has lived for a minute; absent if there
///   is none
public record GroupLimit(
    NearestLimit nearest, double seconds, String path, GroupFields place, OptionalInt pid) {}
