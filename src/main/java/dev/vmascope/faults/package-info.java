/// The feature faults: logged faults and OOM kills, and explanations of pasted lines.
@NullMarked
package dev.vmascope.faults;

import org.jspecify.annotations.NullMarked;
