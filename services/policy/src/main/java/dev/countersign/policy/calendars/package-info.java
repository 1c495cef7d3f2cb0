/**
 * iCalendar files (RFC 5545), those of the AWS Systems Manager Change Calendar among them. Enters:
 * the text of a file. Leaves: the times at which it freezes. Promised: what is not understood is
 * refused with its line, and never left out; reading takes a bounded time whatever the file says;
 * no time zone is asked of the machine and none is fetched.
 */
@NullMarked
package dev.countersign.policy.calendars;

import org.jspecify.annotations.NullMarked;
