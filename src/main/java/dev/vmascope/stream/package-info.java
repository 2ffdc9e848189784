/// Streams of events: positions, the last events, the queues of clients, counts; pure. The texts of
/// events, and who sends them, come from elsewhere.
@NullMarked
package dev.vmascope.stream;

import org.jspecify.annotations.NullMarked;
