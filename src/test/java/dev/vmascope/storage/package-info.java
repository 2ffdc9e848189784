@NullMarked
package dev.vmascope.storage;

import org.jspecify.annotations.NullMarked;
