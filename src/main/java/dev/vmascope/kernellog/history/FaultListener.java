package dev.vmascope.kernellog.history;

/// A listener for the events of the log, called on the recorder's thread.
public interface FaultListener {
  /// The log can be read; called once, before anything else.
  void readable();

  /// A thread had a segmentation fault.
  ///
  /// @param name the name of the thread, fit for a label; the number of names is bounded
  void segfault(String name);
}
