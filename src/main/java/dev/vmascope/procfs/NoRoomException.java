package dev.vmascope.procfs;

/// The service is at one of its own limits: the memory for listings is spent, or all readers are
/// taken. Trying again a little later helps.
public final class NoRoomException extends RuntimeException {
  NoRoomException() {
    super("all readers are busy, or the memory for listings is spent");
  }
}
