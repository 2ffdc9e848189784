package dev.vmascope.sampling;

import java.util.OptionalInt;

/// The memory limit that a group of processes is nearest to.
///
/// @param nearest the limit of one control group, of those of all members: the nearest, or while it
///   is about as near, the one of before
/// @param place the container, pod and unit that this control group belongs to; empty for one above
///   them
/// @param pid the largest process of the group there that has lived for a minute; absent if there
///   is none
public record GroupLimit(NearestLimit nearest, GroupFields place, OptionalInt pid) {}
