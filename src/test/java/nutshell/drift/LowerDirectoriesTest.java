package nutshell.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LowerDirectoriesTest {

    @Test
    void reads_them_from_the_uppermost_down() {
        assertEquals(
                List.of("/l/A", "/l/B"), LowerDirectories.of("rw,lowerdir=/l/A:/l/B,upperdir=/u,workdir=/w,index=off"));
    }

    @Test
    void reads_one_option_for_each_as_newer_kernels_have_it() {
        assertEquals(List.of("/l/A", "/l:B"), LowerDirectories.of("rw,lowerdir+=/l/A,lowerdir+=/l:B,upperdir=/u"));
    }

    /** Captured from Linux 6.18, after mount -t overlay -o 'lowerdir=/tmp/a\:b:/tmp/c\,d e,…'. */
    @Test
    void takes_colons_commas_and_spaces_of_a_name_for_the_name() {
        assertEquals(
                List.of("/tmp/a:b", "/tmp/c,d e"),
                LowerDirectories.of(
                        "rw,relatime,lowerdir=/tmp/a\\134:b:/tmp/c\\134\\054d\\040e,upperdir=/tmp/u,workdir=/tmp/w"));
    }

    @Test
    void an_upper_directory_is_none() {
        assertEquals(List.of(), LowerDirectories.of("rw,upperdir=/u,workdir=/w"));
    }
}
