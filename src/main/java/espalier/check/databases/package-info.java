/** Databases and users that programs are told of, held to what their server is known to have. */
@NullMarked
package espalier.check.databases;

import org.jspecify.annotations.NullMarked;
