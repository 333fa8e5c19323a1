//! What PE's numbers are called, as in `winnt.h`.

use crate::structure::fields::Names;

pub(super) static MACHINE: &Names = &[
    (0, "IMAGE_FILE_MACHINE_UNKNOWN"),
    (0x14C, "IMAGE_FILE_MACHINE_I386"),
    (0x1C0, "IMAGE_FILE_MACHINE_ARM"),
    (0x1C4, "IMAGE_FILE_MACHINE_ARMNT"),
    (0x200, "IMAGE_FILE_MACHINE_IA64"),
    (0xEBC, "IMAGE_FILE_MACHINE_EBC"),
    (0x5032, "IMAGE_FILE_MACHINE_RISCV32"),
    (0x5064, "IMAGE_FILE_MACHINE_RISCV64"),
    (0x8664, "IMAGE_FILE_MACHINE_AMD64"),
    (0xAA64, "IMAGE_FILE_MACHINE_ARM64"),
];

pub(super) static CHARACTERISTICS: &Names = &[
    (1, "RELOCS_STRIPPED"),
    (2, "EXECUTABLE_IMAGE"),
    (4, "LINE_NUMS_STRIPPED"),
    (8, "LOCAL_SYMS_STRIPPED"),
    (0x20, "LARGE_ADDRESS_AWARE"),
    (0x100, "32BIT_MACHINE"),
    (0x200, "DEBUG_STRIPPED"),
    (0x400, "REMOVABLE_RUN_FROM_SWAP"),
    (0x800, "NET_RUN_FROM_SWAP"),
    (0x1000, "SYSTEM"),
    (0x2000, "DLL"),
    (0x4000, "UP_SYSTEM_ONLY"),
];

pub(super) static SUBSYSTEM: &Names = &[
    (1, "NATIVE"),
    (2, "WINDOWS_GUI"),
    (3, "WINDOWS_CUI"),
    (5, "OS2_CUI"),
    (7, "POSIX_CUI"),
    (9, "WINDOWS_CE_GUI"),
    (10, "EFI_APPLICATION"),
    (11, "EFI_BOOT_SERVICE_DRIVER"),
    (12, "EFI_RUNTIME_DRIVER"),
    (14, "XBOX"),
];

pub(super) static DLL_CHARACTERISTICS: &Names = &[
    (0x20, "HIGH_ENTROPY_VA"),
    (0x40, "DYNAMIC_BASE"),
    (0x80, "FORCE_INTEGRITY"),
    (0x100, "NX_COMPAT"),
    (0x200, "NO_ISOLATION"),
    (0x400, "NO_SEH"),
    (0x800, "NO_BIND"),
    (0x1000, "APPCONTAINER"),
    (0x2000, "WDM_DRIVER"),
    (0x4000, "GUARD_CF"),
    (0x8000, "TERMINAL_SERVER_AWARE"),
];

pub(super) static SECTION_FLAGS: &Names = &[
    (0x20, "CNT_CODE"),
    (0x40, "CNT_INITIALIZED_DATA"),
    (0x80, "CNT_UNINITIALIZED_DATA"),
    (0x0200_0000, "MEM_DISCARDABLE"),
    (0x0400_0000, "MEM_NOT_CACHED"),
    (0x1000_0000, "MEM_SHARED"),
    (0x2000_0000, "MEM_EXECUTE"),
    (0x4000_0000, "MEM_READ"),
    (0x8000_0000, "MEM_WRITE"),
];

pub(super) static DIRECTORIES: [&str; 16] = [
    "EXPORT",
    "IMPORT",
    "RESOURCE",
    "EXCEPTION",
    "SECURITY",
    "BASERELOC",
    "DEBUG",
    "ARCHITECTURE",
    "GLOBALPTR",
    "TLS",
    "LOAD_CONFIG",
    "BOUND_IMPORT",
    "IAT",
    "DELAY_IMPORT",
    "COM_DESCRIPTOR",
    "RESERVED",
];
