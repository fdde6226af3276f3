"""Pages of written records."""


def record(request, pk):
    raise NotImplementedError


def pdf(request, pk):
    raise NotImplementedError


def verify(request):
    raise NotImplementedError
