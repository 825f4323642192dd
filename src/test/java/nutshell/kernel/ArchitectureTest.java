package nutshell.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers are the kernel's, and the machine code is what the assembler makes of the sources beside it. */
class ArchitectureTest {

    private static final Map<Architecture, List<String>> HEADERS = Map.of(
            Architecture.X86_64,
            List.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
            Architecture.AARCH64,
            List.of("/usr/include/asm-generic/unistd.h"));

    /** {@code #define __NR_mount 165}; the generic header calls what differs on 32 bits {@code __NR3264_mmap}. */
    private static final Pattern NUMBER = Pattern.compile("#define __NR(?:3264)?_(\\w+)\\s+(\\d+)");

    @ParameterizedTest
    @EnumSource
    void every_call_has_a_number_of_its_own(Architecture architecture) {
        Set<Long> numbers = new HashSet<>();
        for (Syscall syscall : Syscall.values()) {
            assertTrue(numbers.add(syscall.on(architecture)), syscall.spelled());
        }
    }

    @ParameterizedTest
    @EnumSource
    void its_numbers_are_those_of_the_kernels_headers(Architecture architecture) throws IOException {
        List<Path> headers = Objects.requireNonNull(HEADERS.get(architecture)).stream()
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        assumeTrue(!headers.isEmpty(), "the kernel's headers are not installed: apt install linux-libc-dev");
        String header = Files.readString(headers.get(0));
        for (Syscall syscall : Syscall.values()) {
            long expected = NUMBER.matcher(header)
                    .results()
                    .filter(line -> line.group(1).equals(syscall.spelled()))
                    .mapToLong(line -> Long.parseLong(line.group(2)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(syscall.spelled() + " is not in " + headers.get(0)));
            assertEquals(expected, syscall.on(architecture), syscall.spelled());
        }
    }

    @Test
    void the_code_for_x86_64_is_what_the_assembler_makes(@TempDir Path temp) throws Exception {
        List<String> prefixes = System.getProperty("os.arch", "").equals("amd64")
                ? List.of("", "x86_64-linux-gnu-")
                : List.of("x86_64-linux-gnu-");
        assertArrayEquals(assembled("child-x86_64", prefixes, temp), Architecture.X86_64.childCode());
        assertArrayEquals(assembled("deputy-x86_64", prefixes, temp), Architecture.X86_64.deputyCode());
    }

    @Test
    void the_code_for_aarch64_is_what_the_assembler_makes(@TempDir Path temp) throws Exception {
        List<String> prefixes = System.getProperty("os.arch", "").equals("aarch64")
                ? List.of("", "aarch64-linux-gnu-")
                : List.of("aarch64-linux-gnu-");
        assertArrayEquals(assembled("child-aarch64", prefixes, temp), Architecture.AARCH64.childCode());
        assertArrayEquals(assembled("deputy-aarch64", prefixes, temp), Architecture.AARCH64.deputyCode());
    }

    private static byte[] assembled(String name, List<String> prefixes, Path temp) throws Exception {
        String prefix = prefixes.stream()
                .filter(each -> isInstalled(each + "as") && isInstalled(each + "objcopy"))
                .findFirst()
                .orElse("none");
        assumeTrue(
                !prefix.equals("none"),
                "no assembler for it here: apt install binutils-%s-linux-gnu"
                        .formatted(name.substring(name.indexOf('-') + 1).replace('_', '-')));
        Path source = Files.createTempFile(temp, name, ".s");
        try (InputStream in = Objects.requireNonNull(Architecture.class.getResourceAsStream(name + ".s"), name)) {
            Files.write(source, in.readAllBytes());
        }
        run(temp, prefix + "as", "-o", "code.o", source.toString());
        run(temp, prefix + "objcopy", "-O", "binary", "-j", ".text", "code.o", "code.bin");
        return Files.readAllBytes(temp.resolve("code.bin"));
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void run(Path directory, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), String.join(" ", command));
        assertEquals(0, process.exitValue(), Files.readString(directory.resolve("log")));
    }
}
