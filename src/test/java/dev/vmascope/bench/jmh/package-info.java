/// The hot loops for JMH: time and allocated bytes of each, with the options of the image.
/// `bin/bench jmh` compiles what JMH generates for them, and runs them.
@NullMarked
package dev.vmascope.bench.jmh;

import org.jspecify.annotations.NullMarked;
