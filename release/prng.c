/* bcryptprimitives.dll for a wine that lacks it: Rust's library takes its random numbers from there. For release/check alone. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
    return RtlGenRandom(data, (ULONG)size);
}
