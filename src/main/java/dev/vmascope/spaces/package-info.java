/// The feature spaces: address spaces in texts that clients post.
@NullMarked
package dev.vmascope.spaces;

import org.jspecify.annotations.NullMarked;
