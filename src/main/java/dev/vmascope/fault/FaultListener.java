package dev.vmascope.fault;

/// Is told what the log tells, on the recorder's thread.
public interface FaultListener {
  /// The log can be read; said once, before anything else.
  void readable();

  /// A thread had a segmentation fault.
  ///
  /// @param name its name, fit for a label; of a bounded number of names
  void segfault(String name);
}
